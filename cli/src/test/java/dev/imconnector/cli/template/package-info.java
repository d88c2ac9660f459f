/** Reads the SAM template. */
package dev.imconnector.cli.template;
