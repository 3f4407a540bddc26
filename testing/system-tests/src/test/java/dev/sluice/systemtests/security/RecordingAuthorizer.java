package dev.sluice.systemtests.security;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also notes what was asked of it. Of a broker in this JVM, one at a time. */
public final class RecordingAuthorizer extends StandardAuthorizer {
    private static final Set<Request> ALLOWED = ConcurrentHashMap.newKeySet();
    private static final Set<Request> DENIED = ConcurrentHashMap.newKeySet();

    /** A right that was used, or asked for. */
    record Request(String principal, AclOperation operation, ResourcePattern resource) {}

    static Set<Request> allowed() {
        return Set.copyOf(ALLOWED);
    }

    static Set<Request> denied() {
        return Set.copyOf(DENIED);
    }

    static void forget() {
        ALLOWED.clear();
        DENIED.clear();
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
            // What isn't worth a line in the audit log is a question about rights, not the use of one.
            if (allowed ? action.logIfAllowed() : action.logIfDenied()) {
                (allowed ? ALLOWED : DENIED)
                        .add(new Request(context.principal().toString(), action.operation(), action.resourcePattern()));
            }
        }
        return results;
    }
}
