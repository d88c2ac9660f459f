package dev.imconnector.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The token endpoint, asked with the least code. */
final class BareCalls {

    private BareCalls() {}

    /** @param credentials {@code ICM_CLIENT_ID} and {@code ICM_CLIENT_SECRET}, without characters to encode */
    static String token(HttpClient client, URI url, Map<String, String> credentials)
            throws IOException, InterruptedException {
        var form = "grant_type=client_credentials&scope=im.read&client_id=" + credentials.get("ICM_CLIENT_ID")
                + "&client_secret=" + credentials.get("ICM_CLIENT_SECRET");
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The token endpoint answered " + answer.statusCode());
        }
        return answer.body().replaceFirst("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }
}
