package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.BodyReferences;
import dev.imconnector.sandbox.tenant.model.Field;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.stream.Collectors;

/** Finds what a reference in a body leads to: by business key, by seq, or a bare seq, as far as the switches allow. */
final class ReferenceReader {

    private final TenantState state;
    private final BodyReferences allowed;

    ReferenceReader(TenantState state, SandboxSwitches settings) {
        this.state = state;
        this.allowed = settings.get(TenantWriteSwitches.BODY_REFERENCES);
    }

    /**
     * The seq of the object that is meant.
     *
     * @throws FieldRejectedException when there is none, or references of this form are not taken
     * @throws RequestRefusedException when it has no form of a reference
     */
    String seq(Field field, JsonNode sent) {
        if (field.target() == null) {
            throw new FieldRejectedException(ErrorCode.NOT_FOUND, "There is no " + field.name());
        }
        var target = Resources.of(field.target());
        if (sent.isTextual() || sent.isIntegralNumber()) {
            requireAllowed(BodyReferences.BARE);
            return existing(target, sent.asText());
        }
        // A processing unit comes as an object, or in an array of one.
        return object(field, target, sent.isArray() && sent.size() == 1 ? sent.get(0) : sent);
    }

    private String object(Field field, Resource target, JsonNode sent) {
        if (!sent.isObject() || sent.isEmpty()) {
            throw new RequestRefusedException(400, field.name() + " must be an object or a seq");
        }
        sent.fieldNames().forEachRemaining(target::field);
        if (sent.hasNonNull(target.seqField()) && allowed != BodyReferences.KEY) {
            requireAllowed(BodyReferences.SEQ);
            return existing(target, sent.get(target.seqField()).asText());
        }
        requireAllowed(BodyReferences.KEY);
        return named(target, sent.path(target.label()).asText());
    }

    private void requireAllowed(BodyReferences form) {
        if (allowed != BodyReferences.ANY && allowed != form) {
            throw new FieldRejectedException(ErrorCode.NOT_ALLOWED, "A reference of this form is not supported");
        }
    }

    private String existing(Resource target, String seq) {
        if (state.latest(target.name(), seq).isEmpty()) {
            throw notFound(target, seq);
        }
        return seq;
    }

    private String named(Resource target, String name) {
        var seqs = state.named(target, name).stream()
                .map(row -> row.get(target.seqField()).textValue())
                .collect(Collectors.toSet());
        if (seqs.isEmpty()) {
            throw notFound(target, name);
        }
        if (seqs.size() > 1) {
            throw new FieldRejectedException(
                    ErrorCode.NOT_ALLOWED, "There are " + seqs.size() + " " + target.name() + " called " + name);
        }
        return seqs.iterator().next();
    }

    private static FieldRejectedException notFound(Resource target, String what) {
        return new FieldRejectedException(
                ErrorCode.NOT_FOUND, "There is no " + target.objectType() + " '" + what + "'");
    }
}
