/** The whole application on this machine: the tool in {@code local-aws/}, and a simulated IM beside it. */
package dev.imconnector.cli.stack;
