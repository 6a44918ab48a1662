namespace Astra.Journal.EventStore;

/// <summary>Calls of the server behind ports that wait. The work runs on the pool, so that a caller with a context of its own cannot block it.</summary>
internal static class Waiting
{
    public static T For<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    public static void For(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
