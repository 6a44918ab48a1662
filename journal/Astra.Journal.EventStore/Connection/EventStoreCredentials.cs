using System.Text;

namespace Astra.Journal.EventStore;

/// <summary>A user and its password. Nothing prints the password: not this, not a record that holds this, not an exception.</summary>
internal sealed class EventStoreCredentials(string user, string password) : IEquatable<EventStoreCredentials>
{
    private readonly string _password = password;

    public string User { get; } = user;

    /// <summary>The value of the <c>authorization</c> header.</summary>
    public string Authorization() => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(User + ":" + _password));

    public bool Equals(EventStoreCredentials? other) => other is not null && User == other.User && _password == other._password;

    public override bool Equals(object? obj) => Equals(obj as EventStoreCredentials);

    public override int GetHashCode() => HashCode.Combine(User, _password);

    public override string ToString() => User;
}
