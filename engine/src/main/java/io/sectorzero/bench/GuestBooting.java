package io.sectorzero.bench;

import java.util.function.BooleanSupplier;

/** Boots guests. The simulator brings it; found with {@link java.util.ServiceLoader}. */
public interface GuestBooting {

    /**
     * Boots one and returns when it takes jobs.
     *
     * @param unwanted asked while it comes up: whether nobody wants it any more
     * @throws io.sectorzero.failure.Cancelled         when nobody wants it any more; then nothing of it is left
     * @throws io.sectorzero.failure.CapabilityMissing when a program or a kernel for it is not on this computer, saying
     *         what to install, or when it does not come up
     */
    Guest boot(GuestRequest request, BooleanSupplier unwanted);
}
