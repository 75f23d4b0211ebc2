package io.sectorzero.flash;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the user wants, and what he agrees to.
 *
 * @param erase               how room is made
 * @param keep                what shared sectors hold besides the image is read first and written back
 * @param diff                sectors that hold the right content already are left alone
 * @param liftWriteProtection sectors may be unprotected for the work; the protection is put back afterwards
 * @param startAfter          what was written is started
 * @param reserved            sectors that must not be touched, for example a bootloader's
 * @param tolerated           ids of image complaints that are let pass, for example {@code I4}
 * @param consents            what was agreed to
 */
public record Policy(EraseMode erase, boolean keep, boolean diff, boolean liftWriteProtection, boolean startAfter,
                     Set<Integer> reserved, Set<String> tolerated, Set<Consent> consents) {

    public Policy {
        reserved = Set.copyOf(reserved);
        tolerated = Set.copyOf(tolerated);
        consents = Set.copyOf(consents);
    }

    /** Erase what the image touches, write, verify; no liberties. */
    public static Policy careful() {
        return new Policy(EraseMode.SECTORS, false, false, false, false, Set.of(), Set.of(), Set.of());
    }

    public Policy withErase(EraseMode mode) {
        return new Policy(mode, keep, diff, liftWriteProtection, startAfter, reserved, tolerated, consents);
    }

    public Policy withKeep(boolean wanted) {
        return new Policy(erase, wanted, diff, liftWriteProtection, startAfter, reserved, tolerated, consents);
    }

    public Policy withDiff(boolean wanted) {
        return new Policy(erase, keep, wanted, liftWriteProtection, startAfter, reserved, tolerated, consents);
    }

    public Policy withLiftWriteProtection(boolean allowed) {
        return new Policy(erase, keep, diff, allowed, startAfter, reserved, tolerated, consents);
    }

    public Policy withStartAfter(boolean wanted) {
        return new Policy(erase, keep, diff, liftWriteProtection, wanted, reserved, tolerated, consents);
    }

    public Policy withReserved(Set<Integer> sectors) {
        return new Policy(erase, keep, diff, liftWriteProtection, startAfter, sectors, tolerated, consents);
    }

    public Policy tolerating(String cause) {
        var more = new TreeSet<>(tolerated);
        more.add(cause);
        return new Policy(erase, keep, diff, liftWriteProtection, startAfter, reserved, more, consents);
    }

    public Policy with(Consent consent) {
        var more = new TreeSet<>(consents);
        more.add(consent);
        return new Policy(erase, keep, diff, liftWriteProtection, startAfter, reserved, tolerated, more);
    }

    public boolean agreesTo(Consent consent) {
        return consents.contains(consent);
    }
}
