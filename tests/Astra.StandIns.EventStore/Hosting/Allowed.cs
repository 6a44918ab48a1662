namespace Astra.StandIns.EventStore;

/// <summary>Whom a service is open to on a server with users.</summary>
internal enum Allowed
{
    Everybody,
    Users,
    Operators,
}
