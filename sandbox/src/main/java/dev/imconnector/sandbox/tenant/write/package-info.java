/** Writing: arrays of elements, each of which succeeds or fails by itself, and what is answered of them. */
package dev.imconnector.sandbox.tenant.write;
