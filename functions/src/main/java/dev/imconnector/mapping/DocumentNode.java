package dev.imconnector.mapping;

import java.util.List;
import java.util.Map;

/** A value of a mapping document, with the line on which it starts; the same for JSON and YAML. */
sealed interface DocumentNode {

    int line();

    /** What it is, for messages. */
    String kind();

    record Text(String value, int line) implements DocumentNode {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** @param digits as written */
    record Numeral(String digits, int line) implements DocumentNode {
        @Override
        public String kind() {
            return "the number " + digits;
        }
    }

    record Flag(boolean value, int line) implements DocumentNode {
        @Override
        public String kind() {
            return Boolean.toString(value);
        }
    }

    record Nothing(int line) implements DocumentNode {
        @Override
        public String kind() {
            return "empty";
        }
    }

    record Items(List<DocumentNode> all, int line) implements DocumentNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param all in the order of the document */
    record Members(Map<String, DocumentNode> all, int line) implements DocumentNode {
        @Override
        public String kind() {
            return "an object";
        }
    }
}
