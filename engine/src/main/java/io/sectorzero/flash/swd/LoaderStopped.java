package io.sectorzero.flash.swd;

/** The flash raised a flag at one of the loader's steps, and the loader did nothing after it. Never leaves this room. */
final class LoaderStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient LoaderRequest request;
    private final transient LoaderAnswer answer;

    LoaderStopped(LoaderRequest request, LoaderAnswer answer) {
        super("%s: %s".formatted(request, answer));
        this.request = request;
        this.answer = answer;
    }

    LoaderRequest request() {
        return request;
    }

    LoaderAnswer answer() {
        return answer;
    }
}
