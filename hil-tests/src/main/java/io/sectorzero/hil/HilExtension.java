package io.sectorzero.hil;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.image.Image;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their target, boards and fixtures, skips what the bench cannot do, and keeps evidence afterwards. */
final class HilExtension implements ParameterResolver, ExecutionCondition, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace ROOM = ExtensionContext.Namespace.create(HilExtension.class);
    private static final long USUAL_SEED = 0x5EC7;
    private static final int LONGEST_NAME = 80;

    @Override public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Set<Capability> needed = EnumSet.noneOf(Capability.class);
        annotation(context, Needs.class).ifPresent(needs -> needed.addAll(Set.of(needs.value())));
        if (needed.isEmpty()) {
            return ConditionEvaluationResult.enabled("needs nothing in particular");
        }
        Set<Capability> missing = EnumSet.copyOf(needed);
        missing.removeAll(Lease.capabilities());
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("the bench has " + needed)
                : ConditionEvaluationResult.disabled("the bench %s lacks %s".formatted(ChosenBench.description().name(), missing));
    }

    @Override public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Target.class || type == Boards.class
                || parameter.isAnnotated(Fixture.class) && (type == Image.class || type == Path.class);
    }

    @Override public Object resolveParameter(ParameterContext context, ExtensionContext test) {
        Parameter parameter = context.getParameter();
        if (parameter.getType() == Target.class) {
            return lease(test).target();
        }
        if (parameter.getType() == Boards.class) {
            return new Boards(ChosenBench.description(), seed(test));
        }
        String name = parameter.getAnnotation(Fixture.class).value();
        return parameter.getType() == Path.class ? Firmware.path(name) : Firmware.image(name);
    }

    @Override public void afterTestExecution(ExtensionContext test) {
        Lease lease = test.getStore(ROOM).get(Lease.class, Lease.class);
        if (lease == null) {
            return;
        }
        Optional<Throwable> failure = test.getExecutionException();
        Evidence evidence = lease.evidence(rerun(test), failure);
        evidence.attach();
        if (failure.isPresent()) {
            evidence.write(folder(test));
        }
    }

    private static Lease lease(ExtensionContext test) {
        return test.getStore(ROOM).getOrComputeIfAbsent(Lease.class,
                type -> Lease.take(annotation(test, StartsFrom.class).map(StartsFrom::value).orElse(StartingPoint.BLANK), seed(test)),
                Lease.class);
    }

    private static long seed(ExtensionContext test) {
        return ChosenBench.seedFromOutside()
                .orElseGet(() -> annotation(test, Seed.class).map(Seed::value).orElse(USUAL_SEED));
    }

    private static String rerun(ExtensionContext test) {
        BenchDescription bench = ChosenBench.description();
        var seed = ChosenBench.isSimulated() ? OptionalLong.of(seed(test)) : OptionalLong.empty();
        return "./mvnw verify -pl hil-tests -am -DskipUnitTests -Dit.test=%s#%s%s   # bench %s".formatted(
                test.getRequiredTestClass().getSimpleName(), test.getRequiredTestMethod().getName(),
                ChosenBench.rerunOptions(seed), bench.name());
    }

    private static Path folder(ExtensionContext test) {
        String name = test.getDisplayName().replaceAll("[^A-Za-z0-9._-]+", "_");
        return Path.of(System.getProperty("sectorzero.evidence", "target/evidence"))
                .resolve(test.getRequiredTestClass().getSimpleName())
                .resolve(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }

    private static <A extends Annotation> Optional<A> annotation(ExtensionContext context, Class<A> type) {
        Optional<A> onMethod = context.getTestMethod().map((AnnotatedElement m) -> m.getAnnotation(type));
        return onMethod.isPresent() ? onMethod : context.getTestClass().map(c -> c.getAnnotation(type));
    }
}
