package dev.imconnector.sandbox.tenant.model;

import static dev.imconnector.sandbox.tenant.model.Field.Access.OPTIONAL;
import static dev.imconnector.sandbox.tenant.model.Field.Access.REQUIRED;
import static dev.imconnector.sandbox.tenant.model.Field.Access.SERVER;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes a resource, field by field. */
final class ResourceBuilder {

    private final String name;
    private final String seqField;
    private final String objectType;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<Resource.Operation> operations = EnumSet.noneOf(Resource.Operation.class);
    private List<String> keys = List.of();
    private boolean calculated;

    private ResourceBuilder(String name, String seqField, String objectType) {
        this.name = name;
        this.seqField = seqField;
        this.objectType = objectType;
        with(seqField, FieldKind.SEQ, null, SERVER);
    }

    static ResourceBuilder of(String name, String seqField, String objectType) {
        return new ResourceBuilder(name, seqField, objectType);
    }

    private ResourceBuilder with(String field, FieldKind kind, String target, Field.Access access) {
        fields.put(field, new Field(field, kind, target, access));
        return this;
    }

    private ResourceBuilder all(FieldKind kind, Field.Access access, String... names) {
        for (var each : names) {
            with(each, kind, null, access);
        }
        return this;
    }

    ResourceBuilder keys(String... names) {
        keys = List.of(names);
        return this;
    }

    ResourceBuilder required(FieldKind kind, String... names) {
        return all(kind, REQUIRED, names);
    }

    ResourceBuilder optional(FieldKind kind, String... names) {
        return all(kind, OPTIONAL, names);
    }

    ResourceBuilder server(FieldKind kind, String... names) {
        return all(kind, SERVER, names);
    }

    ResourceBuilder requiredReference(String field, String target) {
        return with(field, FieldKind.REFERENCE, target, REQUIRED);
    }

    ResourceBuilder reference(String field, String target) {
        return with(field, FieldKind.REFERENCE, target, OPTIONAL);
    }

    ResourceBuilder serverReference(String field, String target) {
        return with(field, FieldKind.REFERENCE, target, SERVER);
    }

    /** The units that an object belongs to. */
    ResourceBuilder units() {
        return with("businessUnits", FieldKind.REFERENCES, "businessUnits", OPTIONAL)
                .reference("processingUnit", "processingUnits");
    }

    /** Effective from one day to the day before another, which is the end of time unless somebody says so. */
    ResourceBuilder dated() {
        return required(FieldKind.DATE, "effectiveStartDate").optional(FieldKind.DATE, "effectiveEndDate");
    }

    /** @param attributes how many texts there are; numbers, dates and flags are six each */
    ResourceBuilder generics(int attributes) {
        numbered(FieldKind.TEXT, "genericAttribute", attributes);
        numbered(FieldKind.AMOUNT, "genericNumber", 6);
        numbered(FieldKind.DATE, "genericDate", 6);
        return numbered(FieldKind.FLAG, "genericBoolean", 6);
    }

    private ResourceBuilder numbered(FieldKind kind, String prefix, int most) {
        for (int i = 1; i <= most; i++) {
            with(prefix + i, kind, null, OPTIONAL);
        }
        return this;
    }

    /** Who made it and when, and the mark of its state. */
    ResourceBuilder stamped() {
        return server(FieldKind.TIMESTAMP, "createDate")
                .server(FieldKind.TEXT, "createdBy", "modifiedBy", "etag")
                .server(FieldKind.SEQ, "modelSeq");
    }

    /** What pipelines make, and nobody else unless operations say otherwise. */
    ResourceBuilder calculated() {
        calculated = true;
        return this;
    }

    /** {@link #calculated}, and each row names the run. */
    ResourceBuilder madeByRun() {
        return calculated().serverReference("pipelineRun", "pipelines").server(FieldKind.TIMESTAMP, "pipelineRunDate");
    }

    ResourceBuilder allowing(Resource.Operation... allowed) {
        operations.addAll(List.of(allowed));
        return this;
    }

    Resource build() {
        return new Resource(
                name,
                seqField,
                objectType,
                keys,
                Collections.unmodifiableMap(new LinkedHashMap<>(fields)),
                Collections.unmodifiableSet(operations),
                fields.containsKey("effectiveStartDate"),
                calculated);
    }
}
