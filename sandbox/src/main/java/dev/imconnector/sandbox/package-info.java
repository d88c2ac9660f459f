/**
 * The IM sandbox: a simulated Incentive Management API on loopback. It is strict where the API is known, has a switch
 * for each thing that is not, breaks on demand, and counts what it received so that a test can ask it for the truth.
 *
 * <p>{@link dev.imconnector.sandbox.ImSandbox} is the way in. A request goes through
 * {@code HttpFront -> SimulatedIm -> RateLimiter -> Faults -> TokenEndpoint or an endpoint of the API}; only
 * {@code HttpFront} knows of sockets and of real waiting.
 */
package dev.imconnector.sandbox;
