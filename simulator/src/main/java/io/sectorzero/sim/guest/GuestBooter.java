package io.sectorzero.sim.guest;

import io.sectorzero.bench.Guest;
import io.sectorzero.bench.GuestBooting;
import io.sectorzero.bench.GuestRequest;
import io.sectorzero.time.WallTime;
import java.util.function.BooleanSupplier;

/** Boots guests. Found with {@link java.util.ServiceLoader}. */
public final class GuestBooter implements GuestBooting {

    @Override public Guest boot(GuestRequest request, BooleanSupplier unwanted) {
        return RunningGuest.boot(request, unwanted, new WallTime());
    }
}
