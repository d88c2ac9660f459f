/** The mapping file as its users meet it: the examples, the published schema, the first hour. */
package dev.imconnector.cli.mapping;
