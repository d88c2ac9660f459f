package dev.imconnector.mapping;

import java.util.Arrays;
import java.util.Optional;

/** How an id is written in one way only, so that the same one is not taken for two. */
enum IdForm {
    /** A Salesforce id of 15 characters gets its three of check; one of 18 characters must have the right ones. */
    SALESFORCE("salesforce") {
        @Override
        String of(String id) {
            return SalesforceId.of18(id);
        }
    },
    /** {@code 4711.0} is 4711, as a column of numbers writes it. */
    WHOLE_NUMBER("whole-number") {
        @Override
        String of(String id) {
            return id.matches("[0-9]+\\.0+") ? id.substring(0, id.indexOf('.')) : id.indexOf('.') < 0 ? id : null;
        }
    },
    /** {@code 0004711} is 4711; what has other characters than digits stays. */
    NO_LEADING_ZEROS("no-leading-zeros") {
        @Override
        String of(String id) {
            return id.matches("0+[0-9]+") ? id.replaceFirst("^0+(?=[0-9])", "") : id;
        }
    };

    private final String word;

    IdForm(String word) {
        this.word = word;
    }

    /** The id in that form, or null when it cannot be one. */
    abstract String of(String id);

    /** As it is called in a mapping. */
    String word() {
        return word;
    }

    static Optional<IdForm> named(String word) {
        return Arrays.stream(values()).filter(form -> form.word.equals(word)).findFirst();
    }

    static String[] words() {
        return Arrays.stream(values()).map(IdForm::word).toArray(String[]::new);
    }
}
