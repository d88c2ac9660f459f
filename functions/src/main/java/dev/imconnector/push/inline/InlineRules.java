package dev.imconnector.push.inline;

import dev.imconnector.credit.CreditCheck;
import java.util.Map;

/**
 * What the credits of a request are judged by.
 *
 * @param plausibility what of a valid credit cannot be true
 * @param terms what is known of IM's own data
 * @param settings that shape what a credit becomes
 */
public record InlineRules(CreditCheck plausibility, InlineTerms terms, Map<String, String> settings) {}
