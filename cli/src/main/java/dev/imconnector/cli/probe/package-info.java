/** {@code im probe}: asks a test tenant the open questions of its API, by requests on purpose. */
package dev.imconnector.cli.probe;
