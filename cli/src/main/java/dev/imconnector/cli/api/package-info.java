/** The HTTP API on this machine: what API Gateway does is simulated as api/openapi.yaml says, the functions are the real ones. */
package dev.imconnector.cli.api;
