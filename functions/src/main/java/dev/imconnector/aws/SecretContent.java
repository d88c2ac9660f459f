package dev.imconnector.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What a secret says. Not a record: its text form would print it. */
final class SecretContent {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String clientId;
    private final String clientSecret;

    private SecretContent(String clientId, String clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /**
     * @param text the secret's text, or null when it is binary
     * @throws dev.imconnector.oauth.CredentialsException SECRET_EMPTY or SECRET_UNREADABLE, without a word of the text
     */
    static SecretContent parse(String text, String secretId) {
        if (text == null) {
            throw SecretProblems.unreadable(secretId, "it is binary");
        }
        if (text.isBlank()) {
            throw SecretProblems.empty(secretId, "its text is empty");
        }
        var json = json(text, secretId);
        return new SecretContent(field(json, "client_id", secretId), field(json, "client_secret", secretId));
    }

    private static JsonNode json(String text, String secretId) {
        try {
            var json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Neither a cause nor its text: both quote what was read.
            throw SecretProblems.unreadable(secretId, "it is not JSON");
        }
        throw SecretProblems.unreadable(secretId, "it is not a JSON object");
    }

    private static String field(JsonNode json, String name, String secretId) {
        var value = json.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            throw SecretProblems.empty(secretId, "its " + name + " is missing or empty");
        }
        if (!value.isTextual()) {
            throw SecretProblems.unreadable(secretId, "its " + name + " is not a string");
        }
        return value.textValue();
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }
}
