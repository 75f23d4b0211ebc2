package io.sectorzero.sim.silicon;

import java.util.Arrays;

/**
 * Bytes in pages that exist only where something was written and are shared between forks until one of them writes.
 * A blank memory costs its page table; a fork costs a copy of it.
 */
public final class PagedMemory {

    public static final int PAGE = 4096;

    private final int size;
    private final byte blank;
    private final byte[][] pages;
    private final boolean[] shared;
    private byte[] blankView;

    public PagedMemory(int size, int blank) {
        this(size, (byte) blank, new byte[(size + PAGE - 1) / PAGE][]);
    }

    private PagedMemory(int size, byte blank, byte[][] pages) {
        this.size = size;
        this.blank = blank;
        this.pages = pages;
        this.shared = new boolean[pages.length];
    }

    public int size() {
        return size;
    }

    public int get(int index) {
        byte[] page = pages[index / PAGE];
        return page == null ? blank & 0xFF : page[index % PAGE] & 0xFF;
    }

    /** Four bytes, least significant first; {@code index} must be a multiple of four. */
    public int word(int index) {
        byte[] page = pages[index / PAGE];
        if (page == null) {
            return (blank & 0xFF) * 0x0101_0101;
        }
        int at = index % PAGE;
        return page[at] & 0xFF | (page[at + 1] & 0xFF) << 8 | (page[at + 2] & 0xFF) << 16 | page[at + 3] << 24;
    }

    /** The page itself, for reading only; it may be another array after the next change. */
    public byte[] view(int page) {
        if (pages[page] != null) {
            return pages[page];
        }
        if (blankView == null) {
            blankView = blankPage();
        }
        return blankView;
    }

    /** The page itself, to read and write; it stays the same array until the memory is forked or the page cleared. */
    public byte[] open(int page) {
        return own(page);
    }

    private byte[] blankPage() {
        byte[] page = new byte[PAGE];
        Arrays.fill(page, blank);
        return page;
    }

    public void put(int index, int value) {
        own(index / PAGE)[index % PAGE] = (byte) value;
    }

    /** Puts four bytes, least significant first; {@code index} must be a multiple of four. */
    public void putWord(int index, int value) {
        byte[] page = own(index / PAGE);
        int at = index % PAGE;
        page[at] = (byte) value;
        page[at + 1] = (byte) (value >>> 8);
        page[at + 2] = (byte) (value >>> 16);
        page[at + 3] = (byte) (value >>> 24);
    }

    /** Makes a run blank again; whole pages of it cost nothing any more. */
    public void clear(int from, int to) {
        int at = from;
        while (at < to) {
            int page = at / PAGE;
            int end = Math.min(to, (page + 1) * PAGE);
            if (at % PAGE == 0 && end == Math.min(size, (page + 1) * PAGE)) {
                pages[page] = null;
            } else if (pages[page] != null) {
                Arrays.fill(own(page), at % PAGE, at % PAGE + end - at, blank);
            }
            at = end;
        }
    }

    public boolean isBlank(int from, int to) {
        for (int at = from; at < to; at++) {
            if (pages[at / PAGE] == null) {
                at |= PAGE - 1;
            } else if (pages[at / PAGE][at % PAGE] != blank) {
                return false;
            }
        }
        return true;
    }

    public byte[] copy(int from, int to) {
        byte[] content = new byte[to - from];
        int at = from;
        while (at < to) {
            int page = at / PAGE;
            int end = Math.min(to, (page + 1) * PAGE);
            if (pages[page] == null) {
                Arrays.fill(content, at - from, end - from, blank);
            } else {
                System.arraycopy(pages[page], at % PAGE, content, at - from, end - at);
            }
            at = end;
        }
        return content;
    }

    /** A memory with the same content; each side sees only its own later writes. */
    public PagedMemory fork() {
        Arrays.fill(shared, true);
        var fork = new PagedMemory(size, blank, pages.clone());
        Arrays.fill(fork.shared, true);
        return fork;
    }

    private byte[] own(int index) {
        byte[] page = pages[index];
        if (page == null) {
            page = blankPage();
        } else if (shared[index]) {
            page = page.clone();
        } else {
            return page;
        }
        shared[index] = false;
        pages[index] = page;
        return page;
    }
}
