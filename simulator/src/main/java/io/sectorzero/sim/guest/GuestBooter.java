package io.sectorzero.sim.guest;

import io.sectorzero.bench.Guest;
import io.sectorzero.bench.GuestBooting;
import io.sectorzero.bench.GuestRequest;
import io.sectorzero.time.WallTime;

/** Boots guests. Found with {@link java.util.ServiceLoader}. */
public final class GuestBooter implements GuestBooting {

    @Override public Guest boot(GuestRequest request) {
        return RunningGuest.boot(request, new WallTime());
    }
}
