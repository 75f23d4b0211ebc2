package io.sectorzero.sim.cortexm;

import java.util.HashMap;
import java.util.Map;

/** Finds the page of an address, in a small direct-mapped table first. */
final class PageTable {

    static final int SHIFT = 12;
    static final int OFFSET = CoreBus.PAGE_BYTES - 1;

    private static final int SLOTS = 1024;

    private final CoreBus bus;
    private final Map<Integer, Page> known = new HashMap<>();
    private final Page[] slots = new Page[SLOTS];
    private long generation;

    PageTable(CoreBus bus) {
        this.bus = bus;
        generation = bus.generation();
        java.util.Arrays.fill(slots, Page.NONE);
    }

    /** Spreads flash, its alias at 0 and RAM over different slots. */
    static int slot(int address) {
        return (address >>> SHIFT ^ address >>> 21) & SLOTS - 1;
    }

    static Page[] emptySlots() {
        Page[] empty = new Page[SLOTS];
        java.util.Arrays.fill(empty, Page.NONE);
        return empty;
    }

    Page find(int address) {
        Page page = slots[slot(address)];
        if (page.number != address >>> SHIFT) {
            page = known.computeIfAbsent(address >>> SHIFT, Page::new);
            slots[slot(address)] = page;
        }
        if (page.stale) {
            refresh(page);
        }
        return page;
    }

    /** Whether the bus has taken back what it said before; every page is then asked for again when it is next used. */
    boolean changed() {
        long now = bus.generation();
        if (now == generation) {
            return false;
        }
        generation = now;
        known.values().forEach(page -> page.stale = true);
        return true;
    }

    void forgetDecoded() {
        known.values().forEach(page -> page.decoded = null);
    }

    /** What was decoded stays where the bytes are still the same. */
    private void refresh(Page page) {
        int base = page.number << SHIFT;
        page.bytes = bus.page(base, false);
        page.store = bus.page(base, true);
        page.stale = false;
        if (page.decoded != null) {
            CodeCache.revise(page);
        }
    }

    /** Bytes in an open page were written by somebody else, or by the core itself where it had decoded instructions. */
    void written(int address, int length) {
        int last = address + length - 1;
        for (int number = address >>> SHIFT; number <= last >>> SHIFT; number++) {
            Page page = known.get(number);
            if (page != null && page.decoded != null) {
                int from = number == address >>> SHIFT ? address & OFFSET : 0;
                int to = number == last >>> SHIFT ? last & OFFSET : OFFSET;
                CodeCache.forget(page, from, to);
            }
            // A 32-bit instruction may begin in the last half-word of the page before.
            Page before = known.get(number - 1);
            if (before != null && before.decoded != null && (address & OFFSET) < 2) {
                CodeCache.forget(before, OFFSET, OFFSET);
            }
        }
    }
}
