namespace Astra.Journal.EventStore;

/// <summary>Faults as exceptions, with the remedy.</summary>
internal static class FaultExceptions
{
    public static string CredentialsRemedy(EventStoreSettings settings) => settings.Credentials is null
        ? $"write user:password@ into the connection string, or set {ConnectionString.UserVariable} and {ConnectionString.PasswordVariable}"
        : "correct user and password, or give the user the rights that it needs";

    /// <summary>What a call cannot go on from; <see cref="AppendFault.Unknown"/> when it was tried for as long as it may be.</summary>
    /// <param name="place">The stream, or the node.</param>
    public static JournalException ToException(WireFault fault, EventStoreSettings settings, string place, long expectedRevision, Exception? inner = null) => fault.Fault switch
    {
        AppendFault.WrongRevision => new WrongRevisionException(place, expectedRevision, fault.CurrentRevision),
        AppendFault.StreamDeleted => new EventStoreException(
            JournalErrorKind.NotFound, place, "the stream was deleted for ever, and its name with it", "use another session name", inner),
        AppendFault.TooLarge => new EventStoreException(
            JournalErrorKind.TooLarge, place, fault.SizeLimit is { } limit ? FormattableString.Invariant($"the server takes {limit} bytes at most in one append") : $"the server takes no append of this size ({fault.Text})",
            "raise MaxAppendSize on the server, or make the frames smaller", inner),
        AppendFault.AccessDenied or AppendFault.Unauthenticated => new EventStoreException(
            JournalErrorKind.AccessDenied, place, $"the server does not let this user do that ({fault.Text})", CredentialsRemedy(settings), inner),
        AppendFault.BadRequest => new EventStoreException(
            JournalErrorKind.BadEvent, place, $"the server refuses the request ({fault.Text})", "check that the server is EventStoreDB 24.10 or newer", inner),
        _ => new EventStoreException(JournalErrorKind.Unavailable, place, $"the server gives no answer that can be used ({fault.Text})", "look at the server's log, disk and load; `astra doctor` says more", inner),
    };
}
