package dev.imconnector.sandbox.tenant.model;

import static dev.imconnector.sandbox.tenant.model.FieldKind.AMOUNT;
import static dev.imconnector.sandbox.tenant.model.FieldKind.DATE;
import static dev.imconnector.sandbox.tenant.model.FieldKind.TEXT;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.CREATE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.DELETE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.UPDATE;
import static dev.imconnector.sandbox.tenant.model.Resource.Operation.VERSIONS;

import java.util.List;

/** Who is paid, and by which plan. */
final class PeopleResources {

    private PeopleResources() {}

    static List<Resource> all() {
        return List.of(participants(), positions(), titles(), positionGroups(), plans(), quotas());
    }

    private static Resource participants() {
        return ResourceBuilder.of("participants", "payeeSeq", "Participant")
                .keys("payeeId")
                .required(TEXT, "payeeId", "lastName", "userId")
                .dated()
                .optional(TEXT, "firstName", "middleName", "prefix", "suffix", "participantEmail")
                .optional(DATE, "hireDate", "terminationDate")
                .optional(AMOUNT, "salary")
                .optional(TEXT, "preferredLanguage", "taxId")
                .reference("eventCalendar", "calendars")
                .units()
                .generics(16)
                .stamped()
                .allowing(CREATE, UPDATE, DELETE, VERSIONS)
                .build();
    }

    private static Resource positions() {
        return owner("positions", "Position")
                .reference("payee", "participants")
                .reference("plan", "plans")
                .reference("title", "titles")
                .reference("manager", "positions")
                .reference("positionGroup", "positionGroups")
                .optional(AMOUNT, "targetCompensation")
                .optional(DATE, "creditStartDate", "creditEndDate", "processingStartDate", "processingEndDate")
                .generics(16)
                .allowing(CREATE, UPDATE, DELETE, VERSIONS)
                .build();
    }

    private static Resource titles() {
        return owner("titles", "Title").reference("plan", "plans").generics(16).build();
    }

    private static Resource plans() {
        return owner("plans", "Plan").requiredReference("calendar", "calendars").build();
    }

    /** What owns rules: plans, titles and positions share the seq's name. */
    private static ResourceBuilder owner(String name, String objectType) {
        return ResourceBuilder.of(name, "ruleElementOwnerSeq", objectType)
                .keys("name")
                .required(TEXT, "name")
                .dated()
                .optional(TEXT, "description")
                .optional(FieldKind.TEXTS, "variableAssignments")
                .units()
                .stamped();
    }

    private static Resource positionGroups() {
        return ResourceBuilder.of("positionGroups", "positionGroupSeq", "PositionGroup")
                .keys("name")
                .required(TEXT, "name")
                .units()
                .stamped()
                .build();
    }

    private static Resource quotas() {
        return ResourceBuilder.of("quotas", "quotaSeq", "Quota")
                .keys("name")
                .required(TEXT, "name")
                .requiredReference("calendar", "calendars")
                .requiredReference("unitType", "unitTypes")
                .dated()
                .optional(TEXT, "description")
                .optional(FieldKind.TEXTS, "businessUnit")
                .units()
                .stamped()
                .allowing(CREATE, UPDATE, DELETE)
                .build();
    }
}
