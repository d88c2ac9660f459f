package dev.imconnector.cli.api;

import java.util.Map;

/** An answer as it goes over the wire. */
record GatewayAnswer(int status, Map<String, String> headers, byte[] body) {}
