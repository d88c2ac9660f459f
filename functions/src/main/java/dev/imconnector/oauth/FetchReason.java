package dev.imconnector.oauth;

/** Why a token was fetched. */
public enum FetchReason {
    /** There was none yet. */
    COLD,
    /** The one there was had reached its refresh margin. */
    EXPIRED,
    /** The API had refused the one there was. */
    REJECTED,
    /** The client's credentials have another version than those of the token before, or than those first tried. */
    ROTATED,
    /** The environment had been restored from a snapshot, which holds no token. */
    RESTORED
}
