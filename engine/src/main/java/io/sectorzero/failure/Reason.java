package io.sectorzero.failure;

import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/** Why the system could not do something, in words for evidence. The name of a Java class tells a person nothing. */
public final class Reason {

    // What Linux, macOS and the BSDs say (strerror of their C libraries), and what Java makes of some of it.
    private static final Map<String, String> WORDS = Map.of(
            "No space left on device", "no space left on the device",
            "Disk quota exceeded", "the disk quota is used up",
            "Read-only file system", "the file system is read-only",
            "Permission denied", "the system denies access",
            "Address already in use", "the address is in use",
            "Cannot assign requested address", "this computer has no such address",
            "Connection refused", "connection refused",
            "Connection reset", "the other side broke the connection off",
            "Broken pipe", "the other side has hung up");

    private Reason() {
    }

    public static String of(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return "the system denies access";
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof DirectoryNotEmptyException) {
            return "something lies there already";
        }
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return "there is no computer of that name";
        }
        return said(failure).map(Reason::inWords).orElseGet(() -> unsaid(failure));
    }

    /** A file system's failure tells the file as well, which whoever reports it names already. */
    private static Optional<String> said(Exception failure) {
        return Optional.ofNullable(failure instanceof FileSystemException file ? file.getReason() : failure.getMessage());
    }

    private static String inWords(String said) {
        return WORDS.entrySet().stream().filter(known -> said.startsWith(known.getKey())).map(Map.Entry::getValue)
                .findFirst().orElse(said);
    }

    private static String unsaid(Exception failure) {
        if (failure instanceof BindException) {
            return "the address cannot be had";
        }
        return failure instanceof ConnectException ? "nobody answers" : "the system gives no reason";
    }
}
