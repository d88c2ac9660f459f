package dev.imconnector.simulation;

/** What may go wrong. Each is planned for the n-th call of its kind, and met in whatever state the run is by then. */
enum Trouble {
    /** A status, and nothing was done. */
    IM_500(Where.IM),
    IM_502(Where.IM),
    IM_503(Where.IM),
    IM_504(Where.IM),
    IM_408(Where.IM),
    /** The request is refused as a whole, without a word on its items. */
    IM_400(Where.IM),
    IM_404(Where.IM),
    IM_422(Where.IM),
    IM_413(Where.IM),
    /** A batch of several is in conflict, whether or not any of it is there. */
    IM_409(Where.IM),
    IM_401(Where.IM),
    /** The token is good for nothing from now on. */
    IM_TOKEN_REVOKED(Where.IM),
    IM_403(Where.IM),
    IM_403_PAGE(Where.IM),
    IM_429(Where.IM),
    /** The connection ends before an answer. */
    IM_RESET_BEFORE_IT_APPLIES(Where.IM),
    IM_RESET_AFTER_IT_APPLIED(Where.IM),
    IM_BREAKS_OFF(Where.IM),
    IM_NO_CONNECTION(Where.IM),
    /** No answer in time. */
    IM_STALL_NOTHING_DONE(Where.IM),
    IM_STALL_DONE(Where.IM),
    IM_STALL_DONE_LATE(Where.IM),
    IM_SLOW(Where.IM),
    /** It is done, and the answer is not what it should be. */
    IM_HALF_ANSWER(Where.IM),
    IM_LEAVES_SOME_OUT(Where.IM),
    IM_NO_ITEMS(Where.IM),
    IM_NOTHING_IN_IT(Where.IM),
    IM_NAMES_ONE_TWICE(Where.IM),
    IM_UNKNOWN_STATUS(Where.IM),
    IM_ITEMS_OF_OTHERS(Where.IM),
    /** It is done, and the status is another success than the usual one. */
    IM_OTHER_SUCCESS(Where.IM),
    /** A status that nobody expects of such a request, and nothing was done. */
    IM_ODD_STATUS(Where.IM),
    /** A page with status 200, and nothing was done. */
    IM_PAGE(Where.IM),
    /** An error that quotes the request with its token. */
    IM_QUOTES_THE_TOKEN(Where.IM),

    TOKEN_500(Where.TOKEN),
    TOKEN_503(Where.TOKEN),
    TOKEN_429(Where.TOKEN),
    TOKEN_STALL(Where.TOKEN),
    TOKEN_RESET(Where.TOKEN),
    TOKEN_PAGE(Where.TOKEN),
    TOKEN_HALF_ANSWER(Where.TOKEN),
    TOKEN_NO_SCOPE(Where.TOKEN),
    TOKEN_SHORT_LIVED(Where.TOKEN),
    TOKEN_WITHOUT_EXPIRY(Where.TOKEN),
    TOKEN_SLOW(Where.TOKEN),
    /** The secret is another from now on; the store of secrets has it already. */
    SECRET_ROTATED(Where.TOKEN),
    /** As before, but for some minutes the old one is what can be read. */
    SECRET_ROTATED_LATE(Where.TOKEN),
    SECRET_UNREADABLE(Where.SECRET),

    STORE_FAILS(Where.STORE),
    STORE_UNANSWERED(Where.STORE),
    STORE_SLOW(Where.STORE),
    STORE_READ_BREAKS_OFF(Where.READ),
    STORE_LIST_STALE(Where.LIST),
    STORE_PART_VANISHES(Where.STORE),

    KILLED(Where.STEP),
    KILLED_AFTER_IT_TOOK_EFFECT(Where.STEP),
    FROZEN(Where.STEP),
    CLOCK_FORWARD(Where.STEP),
    CLOCK_BACK(Where.STEP),
    STOPPED(Where.STEP),

    SHORT_OF_TIME(Where.CALL),
    COLD(Where.CALL),
    /** From now on another version with other settings is called; what is stored looks as if by yet another one. */
    DEPLOYED(Where.CALL),
    TWO_AT_ONCE(Where.CALL),
    API_BESIDE(Where.CALL);

    /** At which calls it is planned. */
    enum Where {
        /** A request to the API of IM. */
        IM,
        TOKEN,
        SECRET,
        STORE,
        /** An object that is opened as a stream. */
        READ,
        LIST,
        /** Any call of a port. */
        STEP,
        /** An invocation. */
        CALL
    }

    final Where where;

    Trouble(Where where) {
        this.where = where;
    }
}
