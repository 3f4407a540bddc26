package dev.sluice.objects;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether ended files are to be exported. */
final class ExportIsSet implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String location = context.getEnvironment().getProperty("sluice.objects.export");
        return location != null && !location.isBlank();
    }
}
