/** Pipelines: how they are started, move on and end, and what a good end has done. */
package dev.imconnector.sandbox.tenant.run;
