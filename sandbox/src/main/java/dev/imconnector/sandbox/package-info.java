/**
 * The IM sandbox: a simulated Incentive Management API on loopback. It is strict where the API is known, has a switch
 * for each thing that is not, breaks on demand, and counts what it received so that a test can ask it for the truth. It
 * is a witness, and therefore uses nothing of the functions.
 *
 * <p>{@link dev.imconnector.sandbox.ImSandbox} is the way in. A request goes through
 * {@code HttpFront -> RequestPipeline -> RateLimiter -> fault -> token, write or read -> state}; only {@code HttpFront}
 * knows of sockets and of real waiting.
 */
package dev.imconnector.sandbox;
