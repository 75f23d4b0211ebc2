package io.sectorzero.sim.fault;

import java.util.ArrayList;
import java.util.List;

/** The faults of one board. */
public record FaultPlan(List<Fault> faults) {

    public static final FaultPlan NONE = new FaultPlan(List.of());

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    public static FaultPlan of(Fault... faults) {
        return new FaultPlan(List.of(faults));
    }

    public FaultPlan with(Fault fault) {
        var more = new ArrayList<>(faults);
        more.add(fault);
        return new FaultPlan(more);
    }

    /** The faults of one kind, in the order they were planned. */
    public <F extends Fault> List<F> all(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
