/**
 * The OAuth side: clients, the tokens they were given, and the token endpoint.
 */
package dev.imconnector.sandbox.token;
