package io.sectorzero.suites.guest;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.suites.peer.Peer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out the guest: booted when it is first asked for, switched off when the last test is over. */
final class GuestExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace ROOM = ExtensionContext.Namespace.create(GuestExtension.class);

    @Override public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Computer.class;
    }

    @Override public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(ROOM).getOrComputeIfAbsent(Computer.class, type -> boot(), Computer.class);
    }

    private static Computer boot() {
        try {
            return Computer.boot();
        } catch (CapabilityMissing e) {
            return Peer.missing(e.diagnosis().render());
        }
    }
}
