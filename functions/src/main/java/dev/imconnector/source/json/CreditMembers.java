package dev.imconnector.source.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.imconnector.credit.CreditJson;
import dev.imconnector.credit.RawCredit;
import java.io.IOException;

/** Takes the fields of a credit out of a JSON object. For use by one thread. */
public interface CreditMembers {

    /** With the fields' own names as members. */
    CreditMembers STANDARD = new CreditMembers() {
        @Override
        public void read(JsonParser json, RawCredit into) throws IOException {
            CreditJson.read(json, into);
        }

        @Override
        public boolean isMeant() {
            return true;
        }
    };

    /**
     * Reads one object.
     *
     * @param json stands on the object's start, and afterwards on its end
     * @param into is cleared first
     */
    void read(JsonParser json, RawCredit into) throws IOException;

    /** Whether the object last read is meant to be sent, or left out on purpose. */
    boolean isMeant();
}
