package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a role may do in a deployment: its statements, evaluated as IAM does. What none allows is denied. */
record Permissions(String role, List<Grant> grants) {

    /** Of the policies in the role and of those that stand apart. */
    static Permissions of(Template template, Deployment deployment, String role) {
        var documents = new ArrayList<JsonNode>();
        template.properties(role).path("Policies").forEach(policy -> documents.add(policy.path("PolicyDocument")));
        template.ofType("AWS::IAM::Policy").values().forEach(policy -> {
            if (policy.at("/Properties/Roles/0/Ref").asText().equals(role)) {
                documents.add(policy.at("/Properties/PolicyDocument"));
            }
        });
        var grants = new ArrayList<Grant>();
        documents.forEach(document -> deployment
                .settled(document)
                .path("Statement")
                .forEach(statement -> grants.addAll(Grant.of(statement, deployment))));
        return new Permissions(role, List.copyOf(grants));
    }

    Permissions without(Grant grant) {
        var others = new ArrayList<>(grants);
        others.remove(grant);
        return new Permissions(role, others);
    }

    Permissions with(Grant grant) {
        var more = new ArrayList<>(grants);
        more.add(grant);
        return new Permissions(role, more);
    }

    /** The calls that AWS would refuse. */
    Set<String> denied(List<AwsCall> calls) {
        var denied = new TreeSet<String>();
        calls.stream()
                .filter(call -> grants.stream().noneMatch(grant -> grant.allows(call)))
                .forEach(call -> denied.add(role + " may not " + call));
        return denied;
    }

    /** The lines that no call needs. */
    Set<String> unused(List<AwsCall> calls) {
        var unused = new TreeSet<String>();
        grants.stream()
                .filter(grant -> calls.stream().noneMatch(grant::isUsedBy))
                .forEach(grant -> unused.add(role + ", " + grant));
        return unused;
    }
}
