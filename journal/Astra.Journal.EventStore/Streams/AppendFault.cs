namespace Astra.Journal.EventStore;

/// <summary>What a refused or broken call means for the one who made it.</summary>
internal enum AppendFault
{
    /// <summary>Nobody knows whether it was done: do the same again, unchanged.</summary>
    Unknown,
    /// <summary>Not done; another node leads.</summary>
    NotLeader,
    /// <summary>Not done; the stream ends elsewhere.</summary>
    WrongRevision,
    /// <summary>Not done; the stream's name is burnt for ever.</summary>
    StreamDeleted,
    /// <summary>Not done; the server takes no append of this size.</summary>
    TooLarge,
    /// <summary>Not done; this user may not.</summary>
    AccessDenied,
    /// <summary>Not done; the server does not know this user with this password.</summary>
    Unauthenticated,
    /// <summary>Not done; the request has no meaning: a defect of the caller.</summary>
    BadRequest,
}
