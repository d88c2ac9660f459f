/**
 * Requests and answers as the sandbox sees them, without a socket: what a request asks for, how an answer is delivered, and
 * what a refusal says. Uses no other room.
 */
package dev.imconnector.sandbox.http;
