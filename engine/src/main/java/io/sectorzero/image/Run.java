package io.sectorzero.image;

/**
 * Neighbouring records of one length on neighbouring lines, told once: this is what keeps provenance small.
 *
 * @param start address of the first byte
 * @param offset where the bytes lie in the collected content
 * @param length in bytes; only the last record may be shorter than the others
 * @param each bytes in one record
 * @param place number of the first record's line (or offset, or header); the following ones count up
 */
record Run(long start, int offset, int length, int each, int place) {

    long end() {
        return start + length;
    }

    int placeOf(long address) {
        return place + (int) ((address - start) / each);
    }

    boolean goesOnWith(long address, int count, int at) {
        return address == end() && length % each == 0 && count <= each && at == place + length / each;
    }

    Run longer(int count) {
        return new Run(start, offset, length + count, each, place);
    }
}
