package dev.imconnector.sandbox.tenant.read;

import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.query.ListQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** What {@code next} says: clients follow it with no parameters of their own, so it carries all of them. */
final class NextUrl {

    private final String resource;
    private final Family family;
    private final String origin;
    private final SandboxSwitches settings;

    /** @param origin scheme and authority under which the client reached this server */
    NextUrl(String resource, Family family, String origin, SandboxSwitches settings) {
        this.resource = resource;
        this.family = family;
        this.origin = origin;
        this.settings = settings;
    }

    String after(ListQuery query, PageCut page) {
        var literal = settings.get(ReadSwitches.NEXTLINK_LITERAL);
        if (!literal.isEmpty()) {
            return literal;
        }
        return switch (settings.get(TenantReadSwitches.NEXT_FORM)) {
            case RELATIVE -> path(resource, query, page.top(), page.next(), true);
            case ABSOLUTE -> origin + family.root() + path(resource, query, page.top(), page.next(), true);
            case FOREIGN -> "http://im.invalid" + family.root() + path(resource, query, page.top(), page.next(), true);
            case BARE -> path(resource, query, page.top(), page.next(), false);
            case OTHER_RESOURCE ->
                path(resource.equals("periods") ? "calendars" : "periods", query, page.top(), page.next(), false);
            case SAME -> path(resource, query, page.top(), query.skip(), true);
        };
    }

    private static String path(String resource, ListQuery query, int top, int skip, boolean whole) {
        var parameters = new LinkedHashMap<String, String>();
        if (whole) {
            parameters.putAll(query.texts());
        }
        parameters.put("top", String.valueOf(top));
        parameters.put("skip", String.valueOf(skip));
        return "/v2/" + resource + "?"
                + parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
