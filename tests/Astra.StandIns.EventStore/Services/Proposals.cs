using Google.Protobuf;
using Google.Protobuf.Collections;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>Events as clients propose them, and names of streams, checked as the server does.</summary>
internal static class Proposals
{
    public static NewEvent Read(Wire.UUID id, MapField<string, string> metadata, ByteString custom, ByteString data)
    {
        if (!metadata.TryGetValue("type", out string? type)) throw Failures.MissingMetadata("type");
        if (!metadata.TryGetValue("content-type", out string? contentType)) throw Failures.MissingMetadata("content-type");
        Guid guid = Ids.Read(id);
        // Not refused but not foreseen: the server's handler falls over them.
        if (type.Length == 0 || guid == Guid.Empty) throw Failures.HandlerCrashed();
        return new NewEvent(guid, string.Intern(type), contentType == "application/json", data.Memory, custom.Memory);
    }

    public static string Stream(Wire.StreamIdentifier? stream)
    {
        string name = stream?.StreamName.ToStringUtf8() ?? "";
        return name.Length > 0 ? name : throw Failures.HandlerCrashed();
    }
}
