/** Reading: pages and the links between them, single objects, versions. */
package dev.imconnector.sandbox.tenant.read;
