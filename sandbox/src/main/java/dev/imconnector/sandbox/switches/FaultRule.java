package dev.imconnector.sandbox.switches;

import dev.imconnector.sandbox.http.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One fault to play: {@code WHEN ACTION [on TARGET]}, for example {@code next 3 status 503 on batch},
 * {@code every 10 drop-after on write}, {@code always html on read}.
 *
 * @param when which of the matching requests
 * @param number the N of {@code when}, at least 1; 1 for {@link When#ALWAYS}
 * @param action what happens to them
 * @param status the status code of {@link Action#STATUS} and {@link Action#STATUS_AFTER}, 300 to 599; 0 otherwise
 * @param target which requests match: {@code all}, {@code token}, {@code api} (all but the token endpoint),
 *     {@code read}, {@code write}, {@code batch}, an entity such as {@code results}, or both, such as
 *     {@code write:salesOrders}
 */
public record FaultRule(When when, int number, Action action, int status, String target) {

    private static final List<String> DIRECTIONS = List.of("read", "write");
    private static final List<String> TARGETS = targets();
    private static final Pattern GRAMMAR =
            Pattern.compile("(?<when>always|next|every|nth)(?: (?<number>[1-9][0-9]{0,8}))? "
                    + "(?<action>[a-z-]+)(?: (?<status>[345][0-9]{2}))?(?: on (?<target>[a-zA-Z:-]+))?");

    /** Which of the matching requests meet the fault. */
    public enum When {
        ALWAYS,
        /** The next N. */
        NEXT,
        /** Each Nth. */
        EVERY,
        /** The Nth alone. */
        NTH
    }

    /** What happens. "After" means after the request was carried out. */
    public enum Action {
        STATUS,
        /** Carried out; the answer's own body goes out with another status. */
        STATUS_AFTER,
        DROP_BEFORE,
        DROP_AFTER,
        /** Dropped now, and carried out when the switch {@code late-seconds} has passed. */
        DROP_LATE,
        STALL_BEFORE,
        STALL_AFTER,
        CUT_BODY,
        /** One byte a second. */
        TRICKLE,
        /** A maintenance page with status 200. */
        HTML,
        /** Status 200 and JSON by its type, but not by its content. */
        GARBAGE,
        /** Status 200 and 64 MiB of JSON. */
        HUGE,
        /** 401, whatever the token is. */
        UNAUTHORIZED,
        /** The request's token is revoked before it is checked. */
        REVOKE;

        /** Whether a rule names a status code after it. */
        public boolean needsStatus() {
            return this == STATUS || this == STATUS_AFTER;
        }
    }

    /** Reads one rule. */
    static FaultRule parse(String text) {
        var matcher = GRAMMAR.matcher(text.strip().replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw unusable(text);
        }
        try {
            return of(matcher, text);
        } catch (IllegalArgumentException e) {
            throw new SandboxSettingException(unusable(text).getMessage(), fix(), e);
        }
    }

    private static FaultRule of(Matcher matcher, String text) {
        var when = When.valueOf(matcher.group("when").toUpperCase(Locale.ROOT));
        var action =
                Action.valueOf(matcher.group("action").toUpperCase(Locale.ROOT).replace('-', '_'));
        var target = matcher.group("target") == null ? "api" : matcher.group("target");
        var number = matcher.group("number");
        var status = matcher.group("status");
        if ((when == When.ALWAYS) != (number == null)
                || action.needsStatus() != (status != null)
                || !isTarget(target)) {
            throw unusable(text);
        }
        return new FaultRule(
                when,
                number == null ? 1 : Integer.parseInt(number),
                action,
                status == null ? 0 : Integer.parseInt(status),
                target);
    }

    /** Reads rules separated by semicolons; blank text means none. */
    static List<FaultRule> parseAll(String text) {
        return Arrays.stream(text.split(";"))
                .filter(rule -> !rule.isBlank())
                .map(FaultRule::parse)
                .toList();
    }

    public boolean matches(Route route) {
        var colon = target.indexOf(':');
        return colon < 0
                ? matches(target, route)
                : matches(target.substring(0, colon), route) && matches(target.substring(colon + 1), route);
    }

    private static boolean matches(String target, Route route) {
        return switch (target) {
            case "all" -> true;
            case "token" -> route.kind() == Route.Kind.TOKEN;
            case "api" -> route.kind() != Route.Kind.TOKEN;
            case "read" -> route.isRead();
            case "write" -> route.isWrite();
            case "batch" -> route.kind() == Route.Kind.BATCH;
            default -> target.equals(route.entity());
        };
    }

    private static boolean isTarget(String text) {
        var parts = text.split(":", -1);
        return parts.length == 1 && TARGETS.contains(text)
                || parts.length == 2 && DIRECTIONS.contains(parts[0]) && TARGETS.contains(parts[1]);
    }

    private static List<String> targets() {
        var targets = new ArrayList<>(List.of("all", "token", "api", "read", "write", "batch"));
        targets.addAll(Route.ENTITIES);
        targets.addAll(Route.RESOURCES);
        return List.copyOf(targets);
    }

    private static SandboxSettingException unusable(String text) {
        return new SandboxSettingException("fault: '" + text + "' is not a rule", fix());
    }

    private static String fix() {
        return "Write WHEN ACTION [on TARGET]; WHEN: always, next N, every N, nth N; ACTION: status CODE or status-after CODE (300 to 599), "
                + Arrays.stream(Action.values())
                        .filter(action -> !action.needsStatus())
                        .map(FaultRule::word)
                        .collect(Collectors.joining(", "))
                + "; TARGET: " + String.join(", ", TARGETS) + ", or one of them after read: or write:";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule in the form that {@code parse} reads. */
    @Override
    public String toString() {
        return word(when)
                + (when == When.ALWAYS ? "" : " " + number)
                + " " + word(action)
                + (action.needsStatus() ? " " + status : "")
                + " on " + target;
    }
}
