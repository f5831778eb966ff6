namespace CnnGen;

/// <summary>What <see cref="JsonReader"/> has read last.</summary>
internal enum JsonToken
{
    None,
    StartObject,
    EndObject,
    StartArray,
    EndArray,
    Key,
    String,
    Number,
    True,
    False,
    Null,
}
