package dev.imconnector.sandbox.tenant.view;

import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.util.HashSet;
import java.util.Set;

/**
 * What of a row is shown.
 *
 * @param select the fields, or null for all
 * @param expand those of which more is shown than the seq
 * @param references how an expanded reference is shown; never {@code FAMILY}
 */
public record Shown(Set<String> select, Set<String> expand, TenantReadSwitches.ReferenceForm references) {

    /** As a list or a read shows it. */
    public static Shown read(Set<String> select, Set<String> expand, Family family, SandboxSwitches settings) {
        var wanted = settings.get(TenantReadSwitches.REFERENCE_FORM);
        var form = wanted != TenantReadSwitches.ReferenceForm.FAMILY
                ? wanted
                : family == Family.LEGACY
                        ? TenantReadSwitches.ReferenceForm.LEGACY
                        : TenantReadSwitches.ReferenceForm.OWN;
        return new Shown(select, expand, form);
    }

    /** As the answer to a write shows it. */
    public static Shown written(Resource resource, Family family, SandboxSwitches settings) {
        var form = settings.get(TenantReadSwitches.ELEMENT_REFERENCE_FORM);
        var expand = new HashSet<String>();
        for (var field : resource.fields().values()) {
            var isOne = field.isReference() && !field.name().equals("businessUnits") && !isUnit(field.name());
            if (field.isExpandable()
                    && (!field.isReference() || isOne && form != TenantReadSwitches.ElementReferenceForm.BARE)) {
                expand.add(field.name());
            }
        }
        return new Shown(null, expand, formOf(form, family));
    }

    /** These stay seqs: a client that reads them as texts only would fail otherwise. */
    private static boolean isUnit(String field) {
        return field.equals("processingUnit") || field.equals("pipelineRun");
    }

    private static TenantReadSwitches.ReferenceForm formOf(
            TenantReadSwitches.ElementReferenceForm form, Family family) {
        return switch (form) {
            case FAMILY ->
                family == Family.LEGACY ? TenantReadSwitches.ReferenceForm.BOTH : TenantReadSwitches.ReferenceForm.OWN;
            case BARE, OWN -> TenantReadSwitches.ReferenceForm.OWN;
            case LEGACY -> TenantReadSwitches.ReferenceForm.LEGACY;
            case BOTH -> TenantReadSwitches.ReferenceForm.BOTH;
        };
    }

    boolean shows(String field) {
        return select == null || select.contains(field);
    }

    boolean expands(String field) {
        return expand.contains(field);
    }
}
