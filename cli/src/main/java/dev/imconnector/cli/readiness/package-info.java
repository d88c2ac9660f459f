/** Whether a deployed stack is ready for its night, asked of AWS and of the stack's own functions. */
package dev.imconnector.cli.readiness;
