namespace Astra.EventStore.Tests;

/// <summary>Lets a script be written as a list: <c>Fates = { Fate.Answer, Fate.Lose }</c>.</summary>
internal static class Script
{
    public static void Add<T>(this Queue<T> script, T next) => script.Enqueue(next);
}
