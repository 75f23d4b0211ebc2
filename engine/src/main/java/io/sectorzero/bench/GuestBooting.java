package io.sectorzero.bench;

/** Boots guests. The simulator brings it; found with {@link java.util.ServiceLoader}. */
public interface GuestBooting {

    /**
     * Boots one and returns when it takes jobs.
     *
     * @throws io.sectorzero.failure.CapabilityMissing when a program or a kernel for it is not on this computer, saying
     *         what to install, or when it does not come up
     */
    Guest boot(GuestRequest request);
}
