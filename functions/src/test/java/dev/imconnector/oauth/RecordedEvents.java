package dev.imconnector.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes all events as lines, and the reasons of fetches apart. */
final class RecordedEvents implements TokenEvents {

    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<FetchReason> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void tokenFetched(FetchReason reason, Duration took) {
        reasons.add(reason);
        lines.add("fetched " + reason + " in " + took);
    }

    @Override
    public void refreshPutOff(OAuthException failure, Instant nextTry) {
        lines.add("put off to " + nextTry + " by " + failure.problem().code());
    }

    @Override
    public void credentialsRead(String versionId, Optional<Duration> age) {
        lines.add("read " + versionId + " aged " + age.map(Duration::toDays).orElse(-1L) + " days");
    }

    @Override
    public void gateTripped(String versionId, Instant closedUntil) {
        lines.add("tripped " + versionId + " until " + closedUntil);
    }
}
